package io.cloudconnectors.poller.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTokensTest {
    @Test
    void tokensThatAllDifferAreAList() {
        PageTokens tokens = new PageTokens();
        for (int page = 0; page < 100_000; page++) {
            assertThat(tokens.repeats("token-" + page)).isFalse();
        }
    }

    @ParameterizedTest(name = "{0} pages, then a circle of {1}")
    @CsvSource({"0, 1", "0, 2", "0, 7", "5, 1", "5, 3", "100, 64", "1000, 999"})
    void aCircleIsNoticedSoon(int before, int circle) {
        PageTokens tokens = new PageTokens();
        int page = 0;
        while (!tokens.repeats("token-" + (page < before ? page : before + (page - before) % circle))) {
            page++;
        }

        assertThat(page).isBetween(before + circle, 4 * (before + circle) + 4);
    }
}
