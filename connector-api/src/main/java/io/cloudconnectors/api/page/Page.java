package io.cloudconnectors.api.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor where the next part begins; null on the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /**
     * Cuts a page out of rows of which one more was read than asked for: that one tells whether there is a next page.
     *
     * @param position the sort key of a row
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<T, List<String>> position) {
        if (rows.size() <= request.limit()) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, request.limit()));
        return new Page<>(items, request.cursors().at(position.apply(items.getLast())));
    }

    /** The same page of other items. */
    public <R> Page<R> map(Function<T, R> mapper) {
        return new Page<>(items.stream().map(mapper).toList(), nextCursor);
    }
}
