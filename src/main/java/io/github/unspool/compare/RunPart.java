package io.github.unspool.compare;

/**
 * A run up to some epoch, identified by everything that determines its numbers, so that it is the same in a comparison of
 * more candidates or seeds.
 *
 * @param candidate the candidate's {@link Candidate#identity}
 * @param seed the number that is added to the seed of the network
 * @param fold which split of the data, from 0
 * @param until the epoch that it comes to
 */
record RunPart(String candidate, int seed, int fold, int until) {
    static RunPart of(Plan plan, Task.Key key) {
        Candidate candidate = plan.candidates().get(key.candidate());
        Repeat repeat = plan.repeats().get(key.repeat());
        return new RunPart(candidate.identity(), repeat.seed(), repeat.fold(), plan.until(candidate, key.rung()));
    }
}
