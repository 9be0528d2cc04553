package io.cloudconnectors.fault.agent;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is to do. As text, options are joined by {@code &}; names and texts in them are percent-encoded:
 *
 * <pre>
 * clock=+600
 * off=io.cloudconnectors.api.Outbox#clear        a void method does nothing
 * off=io.cloudconnectors.api.Outbox#isFull:true  a boolean method answers that (false when nothing is said)
 * swap=io.cloudconnectors.api.Outbox:before-&gt;after  a piece of a string constant is another
 * </pre>
 *
 * @param clock how far the wall clock goes ahead, in whole seconds; behind when negative
 */
public record AgentOptions(Duration clock, List<Change> changes) {
    /** A JVM takes options from this variable. */
    private static final String VARIABLE = "JAVA_TOOL_OPTIONS";

    private static final String CLOCK = "clock";
    private static final String OFF = "off";
    private static final String SWAP = "swap";
    private static final String BECOMES = "->";

    public static final AgentOptions NONE = new AgentOptions(Duration.ZERO, List.of());

    public AgentOptions {
        changes = List.copyOf(changes);
    }

    /** Reads what {@link #text} wrote, or a person. */
    public static AgentOptions parse(@Nullable String text) {
        AgentOptions options = NONE;
        for (String option : text == null ? List.<String>of() : Arrays.asList(text.split("&", -1))) {
            List<String> parts = split(option, "=");
            String value = parts.getLast();
            options = switch (parts.getFirst()) {
                case CLOCK -> options.withClock(Duration.ofSeconds(Long.parseLong(value)));
                case OFF -> options.with(off(value));
                case SWAP -> options.with(swap(value));
                default -> throw new IllegalArgumentException("There is no option '" + parts.getFirst() + "'");
            };
        }
        return options;
    }

    public AgentOptions withClock(Duration ahead) {
        return new AgentOptions(ahead, changes);
    }

    public AgentOptions with(Change more) {
        return new AgentOptions(
                clock, Stream.concat(changes.stream(), Stream.of(more)).toList());
    }

    /** What stands behind {@code -javaagent:fault-agent.jar=}; without blanks. */
    public String text() {
        Stream<String> ofClock = clock.isZero() ? Stream.of() : Stream.of("%s=%+d".formatted(CLOCK, clock.toSeconds()));
        Stream<String> ofChanges = changes.stream().map(change -> switch (change) {
            case Change.Off(String in, String method, boolean answer) ->
                "%s=%s#%s:%s".formatted(OFF, encode(in), encode(method), answer);
            case Change.Swap(String in, String before, String after) ->
                "%s=%s:%s%s%s".formatted(SWAP, encode(in), encode(before), BECOMES, encode(after));
        });
        return Stream.concat(ofClock, ofChanges).collect(Collectors.joining("&"));
    }

    /** The environment of a process that starts with the agent. */
    public Map<String, String> environment(Path agentJar) {
        return Map.of(VARIABLE, "-javaagent:%s=%s".formatted(agentJar.toAbsolutePath(), text()));
    }

    private static Change off(String value) {
        List<String> names = split(value, "#");
        var rest = new ArrayList<>(List.of(names.getLast().split(":", 2)));
        if (rest.size() == 1) {
            rest.add("false");
        }
        return switch (rest.getLast()) {
            case "true", "false" ->
                new Change.Off(decode(names.getFirst()), decode(rest.getFirst()), Boolean.parseBoolean(rest.getLast()));
            default -> throw new IllegalArgumentException("Neither true nor false: " + value);
        };
    }

    private static Change swap(String value) {
        List<String> inClass = split(value, ":");
        List<String> texts = split(inClass.getLast(), BECOMES);
        return new Change.Swap(decode(inClass.getFirst()), decode(texts.getFirst()), decode(texts.getLast()));
    }

    private static List<String> split(String text, String separator) {
        int at = text.indexOf(separator);
        if (at < 0) {
            throw new IllegalArgumentException("There is no '%s' in '%s'".formatted(separator, text));
        }
        return List.of(text.substring(0, at), text.substring(at + separator.length()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
