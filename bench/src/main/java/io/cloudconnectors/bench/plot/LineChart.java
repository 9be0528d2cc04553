package io.cloudconnectors.bench.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line chart. Its colours hold on light and dark ground.
 *
 * @param unit of the y-axis; the x-axis is seconds
 */
public record LineChart(String title, String unit, List<Line> lines, List<Band> bands) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 320;
    private static final int LEFT = 72;
    private static final int RIGHT = 16;
    private static final int TOP = 56;
    private static final int BOTTOM = 36;
    private static final int TICKS = 5;
    private static final List<String> COLOURS =
            List.of("#1f77b4", "#d95f02", "#2ca02c", "#9467bd", "#8c564b", "#e377c2");

    public LineChart {
        lines = List.copyOf(lines);
        bands = List.copyOf(bands);
    }

    /** One line. */
    public record Line(String name, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** A point of it. */
    public record Point(double x, double y) {}

    /** A stretch of time that is marked. */
    public record Band(String name, double from, double to) {}

    /** The picture. */
    public String svg() {
        double xs = top(lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1));
        double ys = top(lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1));
        var out = new ArrayList<String>();
        out.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">"
                        .formatted(WIDTH, HEIGHT));
        out.add("<title>%s</title>".formatted(escaped(title)));
        out.add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>".formatted(WIDTH, HEIGHT));
        out.add(text(LEFT, 18, "start", "bold", title));
        for (Band band : bands) {
            out.add(format(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#f0e442\" fill-opacity=\"0.35\"/>",
                    x(band.from(), xs),
                    TOP,
                    x(Math.min(band.to(), xs), xs) - x(band.from(), xs),
                    HEIGHT - TOP - BOTTOM));
            out.add(text(x(band.from(), xs) + 4, TOP + 14, "start", "normal", band.name()));
        }
        for (int i = 0; i <= TICKS; i++) {
            double y = ys * i / TICKS;
            double x = xs * i / TICKS;
            out.add(format(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
                    LEFT, WIDTH - RIGHT, y(y, ys), y(y, ys)));
            out.add(text(LEFT - 6, y(y, ys) + 4, "end", "normal", number(y)));
            out.add(text(x(x, xs), HEIGHT - BOTTOM + 18, "middle", "normal", number(x) + (i == TICKS ? " s" : "")));
        }
        out.add(text(LEFT - 6, TOP - 8, "end", "normal", unit));
        for (int i = 0; i < lines.size(); i++) {
            out.add(line(lines.get(i), COLOURS.get(i % COLOURS.size()), xs, ys));
            out.add(format(
                    "<text x=\"%d\" y=\"36\" fill=\"%s\">%s</text>",
                    LEFT + i * 150,
                    COLOURS.get(i % COLOURS.size()),
                    escaped(lines.get(i).name())));
        }
        out.add("</svg>");
        return String.join("\n", out) + "\n";
    }

    private static String line(Line line, String colour, double xs, double ys) {
        var points = new StringBuilder();
        for (Point point : line.points()) {
            points.append(format("%.1f,%.1f ", x(point.x(), xs), y(point.y(), ys)));
        }
        return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>"
                .formatted(colour, points.toString().strip());
    }

    private static String text(double x, double y, String anchor, String weight, String text) {
        return format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-weight=\"%s\" fill=\"#333333\">%s</text>",
                x, y, anchor, weight, escaped(text));
    }

    private static double x(double value, double most) {
        return LEFT + value / most * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double value, double most) {
        return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
    }

    /** The next of 1, 2, 2.5, 5 times a power of ten. */
    private static double top(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9))));
        for (double step : new double[] {1, 2, 2.5, 5}) {
            if (step * power >= most) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        return value >= 1_000
                ? format("%.4g", value / 1_000).replaceAll("\\.?0+$", "") + "k"
                : format("%.4g", value).replaceAll("\\.?0+$", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library that is here
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
