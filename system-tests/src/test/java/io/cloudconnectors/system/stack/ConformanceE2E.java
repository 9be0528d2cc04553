package io.cloudconnectors.system.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.local.launcher.Stack;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code ./dev conformance} relies on: a test fails with the first answer that is not as documented. */
@ExtendWith(SharedStack.class)
@EnabledIfSystemProperty(named = Conformance.MUTANT, matches = ".+", disabledReason = "needs ./dev conformance")
class ConformanceE2E {

    @Test
    void anAnswerThatIsNotAsDocumentedFailsItsTest(Stack stack) {
        var person = Client.ofNewTenant(stack);
        var misled = person.at(URI.create(System.getProperty(Conformance.MUTANT)));

        assertThat(person.get(Paths.CONNECTORS).headers()).doesNotContainKey("sl-violations");
        assertThatThrownBy(() -> misled.get(Paths.CONNECTORS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"location\":[\"response\"");
    }
}
