package io.cloudconnectors.poller.provider;

import org.jspecify.annotations.Nullable;

/**
 * Notices that a cloud's pages go round in a circle, however many there are, with one token in memory (R. P. Brent, An improved
 * Monte Carlo factorization algorithm, 1980): the kept one is replaced after 1, 2, 4, ... pages, and comes again within two
 * rounds of the circle once it is on it.
 */
public final class PageTokens {
    /** What a reason says in the place of a provider's code. */
    public static final String REPEATED = "RepeatedPageToken";

    private @Nullable String kept;
    private long pages;
    private long keptFor = 1;

    /** Told of each page's token, in order; whether it is known to have come before. */
    public boolean repeats(String token) {
        if (token.equals(kept)) {
            return true;
        }
        pages++;
        if (pages == keptFor) {
            kept = token;
            pages = 0;
            keptFor *= 2;
        }
        return false;
    }
}
