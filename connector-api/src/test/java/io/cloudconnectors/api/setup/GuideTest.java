package io.cloudconnectors.api.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuideTest {
    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    static Stream<Setup> setups() {
        return Stream.concat(Stream.of("Käse & Söhne (prod)"), Subjects.hostileNames().stream())
                .flatMap(name -> Stream.of(Subjects.aws(name), Subjects.azure(name), Subjects.gcp(name)));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void theGuideHoldsTheScriptAndTheNameIsTextAndNothingElse(Setup setup) {
        List<String> code = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        Node page = MARKDOWN.parse(setup.in(SetupFormat.MARKDOWN));

        page.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                code.add(block.getLiteral());
            }

            @Override
            public void visit(Heading heading) {
                titles.add(TextContentRenderer.builder().build().render(heading));
            }

            @Override
            public void visit(HtmlBlock html) {
                throw new AssertionError("HTML: " + html.getLiteral());
            }

            @Override
            public void visit(HtmlInline html) {
                throw new AssertionError("HTML: " + html.getLiteral());
            }

            @Override
            public void visit(Link link) {
                throw new AssertionError("A link to " + link.getDestination());
            }

            @Override
            public void visit(Image image) {
                throw new AssertionError("An image of " + image.getDestination());
            }
        });

        SetupFormat script = switch (setup.provider()) {
            case AWS -> SetupFormat.AWS_CLI;
            case AZURE -> SetupFormat.AZURE_CLI;
            case GCP -> SetupFormat.GCLOUD;
        };
        assertThat(code.getLast()).isEqualTo(setup.in(script));
        assertThat(titles.getFirst()).isEqualTo(("Set-up of the connector " + Escape.line(setup.name())).strip());
        assertThat(titles.subList(1, titles.size()))
                .allSatisfy(title -> assertThat(title).doesNotContain("hacked"));
    }
}
