package io.cloudconnectors.system.fault;

import io.cloudconnectors.history.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Seeds one after the other, in one stack. Of each a history and a result are kept; a seed that has a result of the same
 * faults is not lived through again, so that what was interrupted can go on.
 *
 * @param subject what is to survive
 * @param name what the results are called
 * @param directory where they are kept
 * @param first the first seed
 * @param last the last seed
 * @param kinds what each seed goes through, in an order of its own
 * @param shared whether the seeds share the kinds, so that each is lived through once by one of them
 * @param without what of the product is switched off, if anything
 */
record Campaign(
        Subject subject,
        String name,
        Path directory,
        long first,
        long last,
        List<FaultKind> kinds,
        boolean shared,
        Optional<Switch> without) {
    Verdict run() throws Exception {
        Files.createDirectories(directory);
        List<Long> open = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            if (hasResult(seed)) {
                System.out.printf("seed %d has a result in %s%n", seed, directory);
            } else {
                open.add(seed);
            }
        }
        if (!open.isEmpty()) {
            live(open);
        }
        List<Result> results = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            results.add(Result.read(Result.file(directory, seed)));
        }
        return Verdict.of(name, results, without);
    }

    /** Of the same faults. */
    private boolean hasResult(long seed) throws IOException {
        Path file = Result.file(directory, seed);
        return Files.exists(file) && Result.read(file).kinds().equals(partOf(seed));
    }

    private void live(List<Long> seeds) throws Exception {
        try (var running = FaultStack.start(subject, without);
                var messages = new Messages(running.stack().kafka())) {
            for (long number : seeds) {
                long began = System.nanoTime();
                List<FaultKind> asked = partOf(number);
                List<FaultKind> possible = running.disk().isPresent()
                        ? asked
                        : asked.stream()
                                .filter(kind -> kind != FaultKind.FILL_DISK)
                                .toList();
                var seed = new Seed(subject, running, messages, number, possible);
                var history = new HistoryFile(directory.resolve("seed-%d.jsonl".formatted(number)));
                seed.run(history, without);
                List<Violation> violations = history.check();
                print(violations);
                var result = new Result(
                        number,
                        asked,
                        violations.stream().map(Violation::invariant).toList(),
                        seed.unreached().size(),
                        (System.nanoTime() - began) / 1_000_000_000);
                System.out.println(result);
                result.write(directory);
            }
        }
    }

    private List<FaultKind> partOf(long seed) {
        long parts = shared ? last - first + 1 : 1;
        return IntStream.range(0, kinds.size())
                .filter(i -> i % parts == (seed - first) % parts)
                .mapToObj(kinds::get)
                .toList();
    }

    static void print(List<Violation> violations) {
        violations.forEach(violation -> System.out.println(violation.invariant() + ": " + violation.what()));
    }
}
