package io.cloudconnectors.local.cloud.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the flat XML of AWS answers, in the order of the calls; text is escaped, an absent value leaves no element. */
public final class Xml {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder(512).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    /** An element without attributes; {@code content} writes what is inside. */
    public Xml element(String name, Runnable content) {
        out.append('<').append(name).append('>');
        content.run();
        out.append("</").append(name).append('>');
        return this;
    }

    /** The root, which carries the service's namespace; no attribute when the namespace is empty. */
    public Xml root(String name, String namespace, Runnable content) {
        out.append('<').append(name);
        if (!namespace.isEmpty()) {
            out.append(" xmlns=\"").append(namespace).append('"');
        }
        out.append('>');
        content.run();
        out.append("</").append(name).append('>');
        return this;
    }

    public Xml text(String name, @Nullable Object value) {
        if (value != null) {
            out.append('<').append(name).append('>');
            escape(value.toString());
            out.append("</").append(name).append('>');
        }
        return this;
    }

    /** Text inside the element that is open. */
    public Xml content(String text) {
        escape(text);
        return this;
    }

    /** A time with milliseconds, as EC2 and S3 write it. */
    public Xml milliseconds(String name, @Nullable Instant time) {
        return text(name, time == null ? null : MILLISECONDS.format(time));
    }

    /** A time in whole seconds, as IAM and STS write it. */
    public Xml seconds(String name, @Nullable Instant time) {
        return text(name, time == null ? null : SECONDS.format(time));
    }

    /** A list element with one child element per item; an empty list leaves an empty element. */
    public <T> Xml list(String name, String itemName, Collection<T> items, Consumer<T> item) {
        return element(name, () -> items.forEach(each -> element(itemName, () -> item.accept(each))));
    }

    /** The members of a JSON object as elements of their names; a list as one element for each item. */
    public Xml tree(JsonNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getValue().isArray()) {
                member.getValue().forEach(item -> leafOrTree(member.getKey(), item));
            } else {
                leafOrTree(member.getKey(), member.getValue());
            }
        }
        return this;
    }

    private void leafOrTree(String name, JsonNode value) {
        if (value.isObject()) {
            element(name, () -> tree(value));
        } else {
            text(name, value.asText());
        }
    }

    /** EC2's {@code tagSet}; left out when there are no tags, as EC2 does. */
    public Xml tagSet(Map<String, String> tags) {
        if (!tags.isEmpty()) {
            list(
                    "tagSet",
                    "item",
                    tags.entrySet(),
                    tag -> text("key", tag.getKey()).text("value", tag.getValue()));
        }
        return this;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
