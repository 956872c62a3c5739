package io.github.unspool.compare;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.unspool.Rnn;
import io.github.unspool.training.EpochWatcher;
import io.github.unspool.tribuo.RnnTrainer;
import io.github.unspool.tribuo.TrainerBytes;
import io.github.unspool.tribuo.protos.CandidateProto;
import io.github.unspool.tribuo.protos.JobProto;
import io.github.unspool.tribuo.protos.RepeatProto;
import io.github.unspool.tribuo.protos.ScoreProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.evaluation.metrics.EvaluationMetric.Average;

/** Serialises a job for trusted machines. */
public final class JobBytes {
    private JobBytes() {}

    /**
     * Writes a job: trainers as configurations, data in Tribuo's format, the score by its name.
     *
     * @param job the job
     * @return its bytes
     * @throws IllegalArgumentException if it contains something that cannot be serialised
     */
    public static byte[] write(Job job) {
        JobProto.Builder proto =
                JobProto.newBuilder().setData(DataBytes.write(job.data())).setScore(write(job.score()));
        job.candidates().forEach(candidate -> proto.addCandidates(write(candidate)));
        job.repeats()
                .forEach(repeat -> proto.addRepeats(
                        RepeatProto.newBuilder().setSeed(repeat.seed()).setFold(repeat.fold())));
        return proto.build().toByteArray();
    }

    private static CandidateProto write(Candidate candidate) {
        return candidate.contender() instanceof CompetingTrainer competitor
                ? CandidateProto.newBuilder()
                        .setTrainer(ByteString.copyFrom(TrainerBytes.write(competitor.trainer())))
                        .setCompetitor(competitor.name())
                        .build()
                : write(candidate.rnn().orElseThrow());
    }

    private static CandidateProto write(Rnn rnn) {
        if (rnn.hyperparameters().watcher() != EpochWatcher.NONE) {
            throw new IllegalArgumentException(
                    "watch(…): a run on another machine cannot be observed; remove it from the builder, and watch the winner:"
                            + " comparison.best().watch(…)");
        }
        return CandidateProto.newBuilder()
                .setTrainer(ByteString.copyFrom(TrainerBytes.write(rnn.trainer())))
                .build();
    }

    private static ScoreProto write(Score score) {
        if (score instanceof Score.Metric metric) {
            return ScoreProto.newBuilder()
                    .setMetric(metric.metric())
                    .setAverage(metric.average().name())
                    .setHigherBetter(metric.isHigherBetter())
                    .build();
        }
        if (score instanceof Score.ValidationLoss) {
            return ScoreProto.getDefaultInstance();
        }
        throw new IllegalArgumentException(
                "highest(\"%s\", …): a function cannot be sent to other machines; choose a metric by its name, such as score(LabelMetrics.ACCURACY), or run locally, without on(…)"
                        .formatted(score.name()));
    }

    /**
     * Reads a job. The bytes must be trusted, because they name classes.
     *
     * @param bytes the result of {@link #write}
     * @return the job
     * @throws IllegalArgumentException if they are not sound
     */
    public static Job read(byte[] bytes) {
        try {
            JobProto proto = JobProto.parseFrom(bytes);
            List<Candidate> candidates = new ArrayList<>();
            for (CandidateProto candidate : proto.getCandidatesList()) {
                candidates.add(read(candidates.size(), candidate));
            }
            List<Repeat> repeats = new ArrayList<>();
            for (RepeatProto repeat : proto.getRepeatsList()) {
                repeats.add(new Repeat(repeats.size(), repeat.getSeed(), repeat.getFold()));
            }
            return new Job(candidates, repeats, DataBytes.read(proto.getData()), read(proto.getScore()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a job cannot be parsed", e);
        }
    }

    private static Candidate read(int number, CandidateProto proto) {
        var trainer = TrainerBytes.read(proto.getTrainer().toByteArray());
        return proto.hasCompetitor()
                ? new Candidate(number, Map.of(), new CompetingTrainer(proto.getCompetitor(), trainer))
                : new Candidate(number, Map.of(), Rnn.of(((RnnTrainer<?>) trainer).hyperparameters()));
    }

    private static Score read(ScoreProto proto) {
        return proto.getMetric().isEmpty()
                ? new Score.ValidationLoss()
                : new Score.Metric(proto.getMetric(), Average.valueOf(proto.getAverage()), proto.getHigherBetter());
    }
}
