package io.cloudconnectors.api.page;

import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list, read strictly: none unknown, none twice. */
public final class QueryParameters {
    private static final int LONGEST = 512;
    private static final Set<String> OF_EVERY_LIST = Set.of("limit", "cursor");

    private final MultivaluedMap<String, String> values;

    private QueryParameters(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    /**
     * The parameters of a request.
     *
     * @param names those that the list knows beside {@code limit} and {@code cursor}
     * @throws ProblemException INVALID_PARAMETER
     */
    public static QueryParameters of(UriInfo uri, Set<String> names) {
        MultivaluedMap<String, String> values = uri.getQueryParameters();
        Set<String> known = new TreeSet<>(names);
        known.addAll(OF_EVERY_LIST);
        values.forEach((name, given) -> {
            if (!known.contains(name)) {
                throw ProblemException.parameter(
                        shown(name),
                        FieldErrorCode.UNKNOWN_FIELD,
                        "There is no such parameter here; there are " + String.join(", ", known) + ".");
            }
            if (given.size() > 1) {
                throw ProblemException.parameter(name, FieldErrorCode.DUPLICATE_ITEM, "Write the parameter once.");
            }
            if (given.getFirst().length() > LONGEST || given.getFirst().indexOf('\0') >= 0) {
                throw ProblemException.parameter(
                        name, FieldErrorCode.LENGTH, "Write at most " + LONGEST + " characters of text.");
            }
        });
        return new QueryParameters(values);
    }

    /** A parameter's text; null when it is absent or empty. */
    public @Nullable String text(String name) {
        String value = values.getFirst(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A parameter that names a constant. */
    public <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        return constant(name, type.getEnumConstants(), Enum::name);
    }

    /** A parameter that names a constant in lower case. */
    public <E extends Enum<E>> @Nullable E lowerCaseConstant(String name, Class<E> type) {
        return constant(name, type.getEnumConstants(), c -> c.name().toLowerCase(Locale.ROOT));
    }

    /** Which page is wanted. */
    public PageRequest page(Cursors cursors) {
        return PageRequest.of(text("limit"), text("cursor"), cursors);
    }

    /** All that tells this list from others of its kind, for the binding of cursors. */
    public List<String> binding(String list) {
        List<String> filters = new TreeSet<>(values.keySet())
                .stream()
                        .filter(name -> !OF_EVERY_LIST.contains(name))
                        .map(name -> name + "=" + values.getFirst(name))
                        .collect(Collectors.toList());
        filters.addFirst(list);
        return filters;
    }

    private <E extends Enum<E>> @Nullable E constant(
            String name, E[] constants, java.util.function.Function<E, String> spelling) {
        String value = text(name);
        if (value == null) {
            return null;
        }
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
