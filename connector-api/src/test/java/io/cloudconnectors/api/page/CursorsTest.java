package io.cloudconnectors.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.tenant.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final Tenant TENANT = new Tenant("a");
    private static final Cursors CURSORS = Cursors.of(TENANT, List.of("list", "q=x"), 2);

    @Test
    void aCursorLeadsBackToItsPosition() {
        assertThat(CURSORS.read(CURSORS.at(List.of("name", "id")))).containsExactly("name", "id");
    }

    @Test
    void aCursorOfAnotherTenantListOrFilterIsRefused() {
        String cursor = CURSORS.at(List.of("name", "id"));

        for (Cursors others : List.of(
                Cursors.of(new Tenant("b"), List.of("list", "q=x"), 2),
                Cursors.of(TENANT, List.of("list", "q=y"), 2),
                Cursors.of(TENANT, List.of("list"), 2),
                Cursors.of(TENANT, List.of("listq", "=x"), 2),
                Cursors.of(TENANT, List.of("list", "q=x"), 1))) {
            assertThatThrownBy(() -> others.read(cursor)).isInstanceOf(ProblemException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNoCursorIsRefused(String text) {
        assertThatThrownBy(() -> CURSORS.read(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aCutCursorIsRefused() {
        String cursor = CURSORS.at(List.of("name", "id"));

        for (int length = 0; length < cursor.length(); length++) {
            String cut = cursor.substring(0, length);
            assertThatThrownBy(() -> CURSORS.read(cut)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aPositionThatIsNoIdIsRefused() {
        PageRequest forged = new PageRequest(1, List.of("no id"), CURSORS);

        assertThatThrownBy(() -> forged.afterId(0)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aPageWithoutAFurtherRowIsTheLast() {
        PageRequest request = new PageRequest(2, List.of(), CURSORS);

        assertThat(Page.of(List.of("a", "b"), request, row -> List.of(row, "id"))
                        .nextCursor())
                .isNull();
        Page<String> first = Page.of(List.of("a", "b", "c"), request, row -> List.of(row, "id"));
        assertThat(first.items()).containsExactly("a", "b");
        assertThat(CURSORS.read(first.nextCursor())).containsExactly("b", "id");
    }
}
