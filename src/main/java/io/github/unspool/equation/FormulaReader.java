package io.github.unspool.equation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a formula: numbers, names, {@code + - * /}, parentheses, and the functions of {@link Expression} by their names. The
 * text may come from a stranger: its length and depth are bounded, and nothing in it is executed.
 */
public final class FormulaReader {
    private static final int DEEPEST = 100;
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<number>\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?)|(?<name>[a-zA-Z]\\w*(?:\\[t(?:-1)?\\])?)|(?<sign>[-+*/(),]))");
    private static final Map<String, Operation> FUNCTIONS = Stream.of(Operation.values())
            .filter(operation -> !operation.isLeaf() && operation.binding() == 3)
            .collect(Collectors.toMap(operation -> operation.word, Function.identity()));

    private final String text;
    private final Function<String, Expression> variables;
    private final Function<List<String>, Expression> calls;
    private final Matcher matcher;
    private String token;
    private boolean isName;
    private int at;
    private int depth;

    /**
     * Prepares to read.
     *
     * @param text the formula
     * @param variables what a name stands for; null for an unknown name
     * @param calls what a function that is not an operation stands for, from its name and its plain arguments; null for
     *     an unknown one
     */
    public FormulaReader(
            String text, Function<String, Expression> variables, Function<List<String>, Expression> calls) {
        this.text = text;
        this.variables = variables;
        this.calls = calls;
        this.matcher = TOKEN.matcher(text);
    }

    /**
     * Reads the whole text.
     *
     * @return the expression
     * @throws IllegalArgumentException if it is not a formula; the message says where
     */
    public Expression read() {
        next();
        Expression expression = sum();
        if (token != null) {
            throw wrong("a formula ends before \"%s\"".formatted(token));
        }
        return expression;
    }

    private void next() {
        if (text.substring(at).isBlank()) {
            token = null;
            return;
        }
        if (!matcher.region(at, text.length()).lookingAt()) {
            throw wrong("\"%s\" cannot be read".formatted(text.substring(at).strip()));
        }
        at = matcher.end();
        isName = matcher.group("name") != null;
        token = matcher.group().strip();
    }

    private boolean accept(String sign) {
        if (!sign.equals(token)) {
            return false;
        }
        next();
        return true;
    }

    private void expect(String sign) {
        if (!accept(sign)) {
            throw wrong("\"%s\" is missing%s".formatted(sign, token == null ? "" : " before \"" + token + "\""));
        }
    }

    private Expression sum() {
        deeper();
        Expression sum = accept("-") ? product().negate() : product();
        while (token != null && (token.equals("+") || token.equals("-"))) {
            sum = accept("+") ? Expression.of(Operation.PLUS, sum, product()) : minus(sum);
        }
        depth--;
        return sum;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw wrong("more than %s parentheses inside each other".formatted(DEEPEST));
        }
    }

    private Expression minus(Expression sum) {
        expect("-");
        return Expression.of(Operation.MINUS, sum, product());
    }

    private Expression product() {
        Expression product = factor();
        while (token != null && (token.equals("*") || token.equals("/"))) {
            Operation operation = accept("*") ? Operation.TIMES : divide();
            product = Expression.of(operation, product, factor());
        }
        return product;
    }

    private Operation divide() {
        expect("/");
        return Operation.DIVIDE;
    }

    private Expression factor() {
        String first = token;
        if (first == null) {
            throw wrong("the formula is not complete");
        }
        if (accept("-")) {
            deeper();
            Expression negated = factor().negate();
            depth--;
            return negated;
        }
        if (accept("(")) {
            Expression inside = sum();
            expect(")");
            return inside;
        }
        boolean named = isName;
        next();
        if (named) {
            return accept("(") ? call(first) : variable(first);
        }
        if (!Character.isDigit(first.charAt(0))) {
            throw wrong("a number or a name is missing before \"%s\"".formatted(first));
        }
        return Expression.constant(Double.parseDouble(first));
    }

    private Expression variable(String name) {
        Expression variable = variables.apply(name);
        if (variable == null) {
            throw wrong("\"%s\" is not defined".formatted(name));
        }
        return variable;
    }

    private Expression call(String function) {
        Operation operation = FUNCTIONS.get(function.toLowerCase(Locale.ROOT));
        return operation == null ? other(function) : operation(function, operation);
    }

    private Expression operation(String function, Operation operation) {
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(sum());
        } while (accept(","));
        expect(")");
        if (arguments.size() != operation.arguments()) {
            throw wrong(
                    "%s(…) needs %s arguments and has %s".formatted(function, operation.arguments(), arguments.size()));
        }
        return Expression.of(operation, arguments.toArray(new Expression[0]));
    }

    private Expression other(String function) {
        List<String> words = new ArrayList<>(List.of(function));
        do {
            words.add((accept("-") ? "-" : "") + token);
            next();
        } while (accept(","));
        expect(")");
        Expression expression = calls.apply(words);
        if (expression == null) {
            throw wrong("there is no function %s(…); there are %s"
                    .formatted(
                            function,
                            String.join(
                                    ", ", FUNCTIONS.keySet().stream().sorted().toList())));
        }
        return expression;
    }

    private IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException("the formula \"%s\": %s".formatted(text.strip(), problem));
    }
}
