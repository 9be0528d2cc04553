package io.cloudconnectors.system.fault;

import io.cloudconnectors.history.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Seeds one after the other, in one stack. Of each a history and a line of results are kept; a seed that has its line is not
 * lived through again, so that what was interrupted can go on.
 *
 * @param name what the results are called
 * @param directory where they are kept
 * @param first the first seed
 * @param last the last seed
 * @param kinds what each seed goes through, in an order of its own
 * @param shared whether the seeds share the kinds, so that each is lived through once by one of them
 * @param without what of the product is switched off, if anything
 */
record Campaign(
        String name,
        Path directory,
        long first,
        long last,
        List<FaultKind> kinds,
        boolean shared,
        Optional<Switch> without) {
    private static final Pattern RESULT = Pattern.compile("seed=\\d+ violations=(\\d+) unreached=(\\d+).*");

    /** What came of all seeds. */
    record Summary(String name, int seeds, int violations, int unreached) {
        Summary and(String result) {
            var numbers = RESULT.matcher(result);
            if (!numbers.matches()) {
                throw new IllegalStateException("Not a result: " + result);
            }
            return new Summary(
                    name,
                    seeds + 1,
                    violations + Integer.parseInt(numbers.group(1)),
                    unreached + Integer.parseInt(numbers.group(2)));
        }

        @Override
        public String toString() {
            return "FAULT %s seeds=%d violations=%d".formatted(name, seeds, violations);
        }
    }

    Summary run() throws Exception {
        Files.createDirectories(directory);
        List<Long> open = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            if (Files.exists(result(seed))) {
                System.out.printf("seed %d has a result in %s%n", seed, directory);
            } else {
                open.add(seed);
            }
        }
        if (!open.isEmpty()) {
            live(open);
        }
        var summary = new Summary(name, 0, 0, 0);
        for (long seed = first; seed <= last; seed++) {
            summary = summary.and(Files.readString(result(seed)).strip());
        }
        return summary;
    }

    private void live(List<Long> seeds) throws Exception {
        try (var running = FaultStack.start(without);
                var messages = new Messages(running.stack().kafka())) {
            List<FaultKind> possible = running.disk().isPresent()
                    ? kinds
                    : kinds.stream().filter(kind -> kind != FaultKind.FILL_DISK).toList();
            for (long number : seeds) {
                long began = System.nanoTime();
                var seed = new Seed(running, messages, number, partOf(number, possible));
                var history = new HistoryFile(directory.resolve("seed-%d.jsonl".formatted(number)));
                seed.run(history, without.map(Switch::name).orElse(""));
                List<Violation> violations = history.check();
                print(violations);
                write(
                        number,
                        "seed=%d violations=%d unreached=%d seconds=%d"
                                .formatted(
                                        number,
                                        violations.size(),
                                        seed.unreached().size(),
                                        (System.nanoTime() - began) / 1_000_000_000));
            }
        }
    }

    private List<FaultKind> partOf(long seed, List<FaultKind> possible) {
        long parts = shared ? last - first + 1 : 1;
        return IntStream.range(0, possible.size())
                .filter(i -> i % parts == (seed - first) % parts)
                .mapToObj(possible::get)
                .toList();
    }

    /** Whole or not at all. */
    private void write(long seed, String result) throws IOException {
        System.out.println(result);
        Path draft = directory.resolve("draft");
        Files.writeString(draft, result + System.lineSeparator());
        Files.move(draft, result(seed));
    }

    private Path result(long seed) {
        return directory.resolve("seed-%d.result".formatted(seed));
    }

    static void print(List<Violation> violations) {
        violations.forEach(violation -> System.out.println(violation.invariant() + ": " + violation.what()));
    }
}
