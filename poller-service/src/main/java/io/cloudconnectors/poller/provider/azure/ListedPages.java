package io.cloudconnectors.poller.provider.azure;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list of the Resource Manager. */
final class ListedPages<T> implements Pages {
    private final PagedIterable<T> list;
    private final Function<T, Resource> row;
    private @Nullable Iterator<PagedResponse<T>> pages;

    ListedPages(PagedIterable<T> list, Function<T, Resource> row) {
        this.list = list;
        this.row = row;
    }

    @Override
    public Page next() {
        // Not before: to make the iterator asks for the first page.
        Iterator<PagedResponse<T>> all = pages == null ? list.iterableByPage().iterator() : pages;
        pages = all;
        PagedResponse<T> page = all.next();
        return new Page(page.getValue().stream().map(row).toList(), page.getContinuationToken(), false);
    }
}
