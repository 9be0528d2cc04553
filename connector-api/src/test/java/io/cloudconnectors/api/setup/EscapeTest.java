package io.cloudconnectors.api.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeTest {
    @Test
    void aLineStaysALineAndLooksLikeWhatItIs() {
        assertThat(Escape.line("a\nb\u2028c\u0085d\u202Ee\uD800f\uFFFEg")).isEqualTo("a b c d e f g");
    }

    @ParameterizedTest
    @CsvSource({
        "prod-eu,              prod-eu",
        "Käse & Söhne (prod),  kase-sohne-prod",
        "../../etc/passwd,     etc-passwd",
        "株式会社,               connector",
        "'a\"\r\nSet-Cookie: x', a-set-cookie-x",
        "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde,    aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddd-eeee, aaaaaaaaaabbbbbbbbbbccccccccccddddddddd",
    })
    void aFileNameHasNothingButLettersAndDigits(String name, String slug) {
        assertThat(Escape.slug(name)).isEqualTo(slug);
    }

    @Test
    void hclInterpolatesNothing() {
        assertThat(Escape.hcl("${a} %{b} \"c\" \\d")).isEqualTo("\"$${a} %%{b} \\\"c\\\" \\\\d\"");
    }

    @Test
    void noLineOfTheCodeClosesItsFence() {
        assertThat(Escape.fenced("hcl", "a\n``\n")).isEqualTo("```hcl\na\n``\n```");
        assertThat(Escape.fenced("bash", "a\n````\nb\n")).isEqualTo("`````bash\na\n````\nb\n`````");
    }
}
