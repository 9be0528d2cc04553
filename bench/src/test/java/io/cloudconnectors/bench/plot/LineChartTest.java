package io.cloudconnectors.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.bench.plot.LineChart.Band;
import io.cloudconnectors.bench.plot.LineChart.Line;
import io.cloudconnectors.bench.plot.LineChart.Point;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class LineChartTest {

    @Test
    void aChartIsWellFormedAndHasALineForEachAndAPlaceForEachPoint() throws Exception {
        var chart = new LineChart(
                "a < b & c",
                "per s",
                List.of(
                        new Line("one", List.of(new Point(0, 0), new Point(10, 1_234))),
                        new Line("other", List.of(new Point(5, 500)))),
                List.of(new Band("held", 2, 99)));

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.svg())));

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b & c");
        var lines = svg.getElementsByTagName("polyline");
        assertThat(lines.getLength()).isEqualTo(2);
        assertThat(lines.item(0)
                        .getAttributes()
                        .getNamedItem("points")
                        .getTextContent()
                        .split(" "))
                .hasSize(2);
    }

    @Test
    void theAxisEndsAtARoundNumber() {
        var chart = new LineChart("t", "u", List.of(new Line("l", List.of(new Point(1, 1_234)))), List.of());

        assertThat(chart.svg()).contains(">2k<").contains(">400<");
    }
}
