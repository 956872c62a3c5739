package io.github.unspool.equation;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes an expression as a formula.
 *
 * @param isLatex whether for LaTeX, else in the language that {@link FormulaReader} reads
 * @param names what some expressions are called, which are not written out
 * @param variable how a variable is written
 */
public record Formula(boolean isLatex, Map<Expression, String> names, UnaryOperator<String> variable) {
    static final Formula PLAIN = new Formula(false, Map.of(), UnaryOperator.identity());
    private static final int LONGEST = 1 << 16;

    /**
     * Writes a formula.
     *
     * @param expression the expression
     * @return its text
     * @throws IllegalArgumentException if the text would be too long
     */
    public String write(Expression expression) {
        StringBuilder text = new StringBuilder();
        write(expression, 0, text);
        return text.toString();
    }

    /**
     * Writes what the name of an expression stands for.
     *
     * @param expression an expression that has a name
     * @return its text
     */
    public String writeOut(Expression expression) {
        StringBuilder text = new StringBuilder();
        body(expression, text);
        return text.toString();
    }

    private void write(Expression e, int binding, StringBuilder text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("the formula is longer than %s characters".formatted(LONGEST));
        }
        String name = names.get(e);
        if (name != null) {
            text.append(name);
            return;
        }
        boolean isOpen = (isSum(e) ? 1 : e.operation().binding()) < binding;
        text.append(isOpen ? isLatex ? "\\left(" : "(" : "");
        body(e, text);
        text.append(isOpen ? isLatex ? "\\right)" : ")" : "");
    }

    /** A variable may be written as a sum. */
    private boolean isSum(Expression e) {
        return e.operation() == Operation.VARIABLE && variable.apply(e.name()).contains(" + ");
    }

    private void body(Expression e, StringBuilder text) {
        switch (e.operation()) {
            case CONSTANT -> number(e.constant(), text);
            case VARIABLE -> text.append(variable.apply(e.name()));
            case PLUS, MINUS, TIMES, DIVIDE -> infix(e, text);
            default -> function(e, text);
        }
    }

    private static void number(float value, StringBuilder text) {
        String number = value == (int) value ? "" + (int) value : "" + value;
        text.append(value < 0 ? "(" + number + ")" : number);
    }

    private void infix(Expression e, StringBuilder text) {
        Operation operation = e.operation();
        Expression a = e.arguments().get(0);
        Expression b = e.arguments().get(1);
        if (isLatex && operation == Operation.DIVIDE) {
            text.append("\\frac{");
            write(a, 0, text);
            text.append("}{");
            write(b, 0, text);
            text.append('}');
            return;
        }
        if (operation == Operation.MINUS && a.isConstant(0)) {
            text.append('-');
        } else {
            write(a, operation.binding(), text);
            text.append(isLatex && operation == Operation.TIMES ? product(a, b) : " " + operation.word + " ");
        }
        // Sums and products are evaluated from the left.
        write(b, operation.binding() + 1, text);
    }

    private static String product(Expression a, Expression b) {
        boolean byANumber = a.operation() == Operation.CONSTANT || b.operation() == Operation.CONSTANT;
        return byANumber ? " \\cdot " : " \\odot ";
    }

    private void function(Expression e, StringBuilder text) {
        text.append(isLatex ? latex(e.operation()) + "\\left(" : e.operation().word + "(");
        for (int i = 0; i < e.arguments().size(); i++) {
            text.append(i == 0 ? "" : ", ");
            write(e.arguments().get(i), 0, text);
        }
        text.append(isLatex ? "\\right)" : ")");
    }

    private static String latex(Operation operation) {
        return switch (operation) {
            case SIGMOID -> "\\sigma";
            case TANH, EXP, LOG, SIN, COS, MIN, MAX -> "\\" + operation.word;
            default -> "\\operatorname{" + operation.word + "}";
        };
    }
}
