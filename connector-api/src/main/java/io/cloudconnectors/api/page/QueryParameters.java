package io.cloudconnectors.api.page;

import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of an operation, read strictly: none unknown, and twice only one that is a list, which can be
 * written with commas or by repeating it.
 */
public final class QueryParameters {
    /**
     * Of any parameter, in characters: of a list with its commas, and of a cursor, which may carry a name of 128 characters,
     * each of them six bytes long.
     */
    public static final int LONGEST = 2048;

    private static final int LONGEST_TEXT = 512;

    private static final String CURSOR = "cursor";

    private static final Set<String> OF_EVERY_LIST = Set.of("limit", CURSOR);

    private final MultivaluedMap<String, String> values;

    private QueryParameters(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    /**
     * The parameters of a request for a list.
     *
     * @param names those that the list knows beside {@code limit} and {@code cursor}
     * @throws ProblemException INVALID_PARAMETER
     */
    public static QueryParameters of(UriInfo uri, Set<String> names) {
        Set<String> known = new TreeSet<>(names);
        known.addAll(OF_EVERY_LIST);
        return only(uri.getQueryParameters(), known);
    }

    /**
     * The parameters of a request for anything but a list.
     *
     * @param names all that it knows
     * @throws ProblemException INVALID_PARAMETER
     */
    public static QueryParameters only(UriInfo uri, Set<String> names) {
        return only(uri.getQueryParameters(), new TreeSet<>(names));
    }

    /** The same of parameters that are decoded already. */
    public static QueryParameters only(MultivaluedMap<String, String> values, Set<String> known) {
        values.forEach((name, given) -> {
            if (!known.contains(name)) {
                throw ProblemException.parameter(
                        shown(name),
                        FieldErrorCode.UNKNOWN_FIELD,
                        known.isEmpty()
                                ? "There are no parameters here."
                                : "There is no such parameter here; there are " + String.join(", ", known) + ".");
            }
            String all = String.join(",", given);
            if (all.length() > LONGEST || all.indexOf('\0') >= 0) {
                throw tooLong(name, LONGEST);
            }
        });
        return new QueryParameters(values);
    }

    /**
     * A parameter's text; null when it is absent or empty.
     *
     * @throws ProblemException INVALID_PARAMETER when it is there twice
     */
    public @Nullable String text(String name) {
        if (values.getOrDefault(name, List.of()).size() > 1) {
            throw ProblemException.parameter(name, FieldErrorCode.DUPLICATE_ITEM, "Write the parameter once.");
        }
        String text = joined(name);
        if (text != null && text.length() > LONGEST_TEXT && !name.equals(CURSOR)) {
            throw tooLong(name, LONGEST_TEXT);
        }
        return text;
    }

    private static ProblemException tooLong(String name, int longest) {
        return ProblemException.parameter(
                name, FieldErrorCode.LENGTH, "Write at most " + longest + " characters of text.");
    }

    private @Nullable String joined(String name) {
        String all = String.join(",", values.getOrDefault(name, List.of()));
        return all.isEmpty() ? null : all;
    }

    /** A parameter that names a constant. */
    public <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        return constant(name, type.getEnumConstants(), Enum::name);
    }

    /** A parameter that names a constant in lower case. */
    public <E extends Enum<E>> @Nullable E lowerCaseConstant(String name, Class<E> type) {
        return constant(name, type.getEnumConstants(), c -> c.name().toLowerCase(Locale.ROOT));
    }

    /** A parameter that names a constant in a spelling of its own. */
    public <E extends Enum<E>> @Nullable E spelled(String name, Class<E> type, Function<E, String> spelling) {
        return constant(name, type.getEnumConstants(), spelling);
    }

    /** A parameter that names one or several constants; empty when it is absent. */
    public <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
        Set<E> wanted = EnumSet.noneOf(type);
        for (String item : texts(name)) {
            wanted.add(oneOf(name, item, type.getEnumConstants(), Enum::name));
        }
        return wanted;
    }

    /** A parameter of one or several texts; empty when it is absent. */
    public Set<String> texts(String name) {
        String value = joined(name);
        if (value == null) {
            return Set.of();
        }
        return new TreeSet<>(Arrays.asList(value.split(",", -1)));
    }

    /** A parameter that is true or false; false when it is absent. Empty is neither: whoever wrote it meant something. */
    public boolean flag(String name) {
        String value = text(name);
        if ("true".equals(value)) {
            return true;
        }
        if ("false".equals(value) || !values.containsKey(name)) {
            return false;
        }
        throw ProblemException.parameter(name, FieldErrorCode.FORMAT, "Write true or false.");
    }

    /** Which page is wanted. */
    public PageRequest page(Cursors cursors) {
        return PageRequest.of(text("limit"), text(CURSOR), cursors);
    }

    /** All that tells this list from others of its kind, for the binding of cursors. */
    public List<String> binding(String list) {
        List<String> filters = new TreeSet<>(values.keySet())
                .stream()
                        .filter(name -> !OF_EVERY_LIST.contains(name))
                        .map(name -> name + "=" + String.join(",", values.getOrDefault(name, List.of())))
                        .collect(Collectors.toList());
        filters.addFirst(list);
        return filters;
    }

    private <E extends Enum<E>> @Nullable E constant(String name, E[] constants, Function<E, String> spelling) {
        String value = text(name);
        return value == null ? null : oneOf(name, value, constants, spelling);
    }

    private static <E extends Enum<E>> E oneOf(String name, String value, E[] constants, Function<E, String> spelling) {
        for (E constant : constants) {
            if (spelling.apply(constant).equals(value)) {
                return constant;
            }
        }
        throw ProblemException.parameter(
                name,
                FieldErrorCode.FORMAT,
                "Write one of " + Arrays.stream(constants).map(spelling).collect(Collectors.joining(", ")) + ".");
    }

    private static String shown(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "...";
    }
}
