package io.github.unspool.view;

import io.github.unspool.Rnn;
import io.github.unspool.compare.Candidate;
import io.github.unspool.compare.Choice;
import io.github.unspool.compare.Comparison;
import io.github.unspool.compare.Difference;
import io.github.unspool.compare.LeaderboardRow;
import io.github.unspool.compare.RepeatedScores;
import io.github.unspool.compare.Result;
import io.github.unspool.compare.Verdict;
import io.github.unspool.loss.Loss;
import io.github.unspool.training.Epoch;
import io.github.unspool.training.History;
import io.github.unspool.training.Measure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Comparisons with chosen numbers. */
public final class Contests {
    private Contests() {}

    /** A network with a cell and a rate. */
    public static Candidate candidate(int number, String cell, double rate) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        choices.put("cell", new Choice(cell, Double.NaN));
        choices.put("rate", new Choice(Double.toString(rate), rate));
        return new Candidate(number, choices, Rnn.builder().hidden(2).gru());
    }

    /** A run whose validation loss falls by 1 each epoch until it is the score. */
    public static Result run(int candidate, int repeat, int epochs, double score) {
        List<Epoch> list = IntStream.rangeClosed(1, epochs)
                .mapToObj(n -> new Epoch(n, 9, 1, score + epochs - n))
                .toList();
        return new Result(
                candidate,
                repeat,
                0,
                score,
                "",
                new History.Epochs(list, Measure.of(Loss.crossEntropy())),
                2 + candidate,
                new byte[0]);
    }

    /** Ranked if the rank is not 0, else stopped; a run for each score. */
    public static LeaderboardRow row(Candidate candidate, int rank, int epochs, double... scores) {
        List<Result> results = IntStream.range(0, scores.length)
                .mapToObj(i -> run(candidate.number(), i, epochs, scores[i]))
                .toList();
        return new LeaderboardRow(
                candidate, rank, 0, epochs, rank == 0, results, results, scores.length < 2 ? Double.NaN : 0.25);
    }

    public static Comparison comparison(LeaderboardRow... rows) {
        int done = Arrays.stream(rows).mapToInt(s -> s.results().size()).sum();
        return new Comparison(List.of(rows), "validation loss", false, Optional.empty(), done, 1, "");
    }

    /** The first is better than the second. */
    public static Comparison decided(Comparison comparison) {
        return withDifferences(comparison, List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0));
    }

    /** The first and the second are equally good. */
    public static Comparison undecided(Comparison comparison) {
        return withDifferences(comparison, List.of(0.0, 0.0));
    }

    private static Comparison withDifferences(Comparison c, List<Double> by) {
        Difference difference =
                new Difference(c.rows().get(0).candidate(), c.rows().get(1).candidate(), new RepeatedScores(by), 0, 1);
        return new Comparison(
                c.rows(),
                c.score(),
                c.isHigherBetter(),
                Optional.of(new Verdict(List.of(difference), 0, 0.05)),
                c.done(),
                c.seconds(),
                c.message());
    }

    /** Two cells, two rates, two repeats; the rate does most, the cell something, and repeats differ by 0.2. */
    public static Comparison grid() {
        return comparison(
                row(candidate(0, "gru", 0.1), 1, 3, 0.9, 1.1),
                row(candidate(1, "tanh", 0.1), 2, 3, 1.9, 2.1),
                row(candidate(2, "gru", 0.01), 3, 3, 3.9, 4.1),
                row(candidate(3, "tanh", 0.01), 4, 3, 4.9, 5.1));
    }
}
