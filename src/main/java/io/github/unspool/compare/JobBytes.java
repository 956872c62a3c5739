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

/** What the tasks of a comparison share, as bytes for machines of one's own. */
public final class JobBytes {
    private JobBytes() {}

    /**
     * Writes a job: trainers as what they are configured with, data as Tribuo writes it, the score by its name.
     *
     * @param job what the tasks of a comparison share
     * @return its bytes
     * @throws IllegalArgumentException if it has something that cannot travel
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
        return candidate.contender() instanceof Rival rival
                ? CandidateProto.newBuilder()
                        .setTrainer(ByteString.copyFrom(TrainerBytes.write(rival.trainer())))
                        .setRival(rival.name())
                        .build()
                : write(candidate.rnn().orElseThrow());
    }

    private static CandidateProto write(Rnn rnn) {
        if (rnn.hyperparameters().watcher() != EpochWatcher.NONE) {
            throw new IllegalArgumentException(
                    "watch(…): nobody can look into a run on another machine; leave it out of the chain, and watch the winner:"
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
                "highest(\"%s\", …): a function cannot travel to other machines; choose a metric by its name, such as score(LabelMetrics.ACCURACY), or run here, without on(…)"
                        .formatted(score.name()));
    }

    /**
     * Reads a job. Bytes of strangers are not for here, since they name classes.
     *
     * @param bytes what {@link #write} gave
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
        return proto.hasRival()
                ? new Candidate(number, Map.of(), new Rival(proto.getRival(), trainer))
                : new Candidate(number, Map.of(), Rnn.of(((RnnTrainer<?>) trainer).hyperparameters()));
    }

    private static Score read(ScoreProto proto) {
        return proto.getMetric().isEmpty()
                ? new Score.ValidationLoss()
                : new Score.Metric(proto.getMetric(), Average.valueOf(proto.getAverage()), proto.getHigherBetter());
    }
}
