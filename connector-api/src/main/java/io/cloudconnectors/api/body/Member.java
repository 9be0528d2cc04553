package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One member of an object in a body: its name, its rule, and what a form shows around it. Immutable.
 *
 * @param required what to write when it is absent; null when it may be
 * @param otherwise what an absent member stands for, where that is a value
 * @param secret whether it is written and never read back
 * @param ofCredential whether a form that replaces the credential asks for it
 * @param shown the annotations of its schema
 */
public record Member<T>(
        String name,
        Rule<T> rule,
        @Nullable String required,
        @Nullable T otherwise,
        boolean secret,
        boolean ofCredential,
        ObjectNode shown) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A member that may be absent. */
    public static <T> Member<T> of(String name, Rule<T> rule, String title, String help) {
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("title", title)
                .put("description", help)
                .put("x-input", rule.input().keyword());
        return new Member<>(name, rule, null, null, false, false, shown);
    }

    /** A member that must be there. */
    public Member<T> required(String detail) {
        return new Member<>(name, rule, detail, otherwise, secret, ofCredential, shown);
    }

    /** What an absent member stands for. */
    public Member<T> otherwise(T value) {
        return new Member<>(name, rule, required, value, secret, ofCredential, with("default", json(value)));
    }

    /** Asks for it in another way than is usual for its rule. */
    public Member<T> asked(Input input) {
        return with("x-input", input.keyword());
    }

    /** What an empty input shows. */
    public Member<T> placeholder(String text) {
        return with("x-placeholder", text);
    }

    /** What most should choose. */
    public Member<T> recommended(T value) {
        return new Member<>(name, rule, required, otherwise, secret, ofCredential, with("x-recommended", json(value)));
    }

    /** It is part of the credential and can be read back. */
    public Member<T> credential() {
        return new Member<>(name, rule, required, otherwise, secret, true, with("x-credential", json(true)));
    }

    /** It is the secret of the credential: written, never read back. */
    public Member<T> writeOnly() {
        ObjectNode marked = with("writeOnly", json(true));
        return new Member<>(name, rule, required, otherwise, true, ofCredential, marked).credential();
    }

    /** Its value; null when it is absent, null or not valid, of which the last and a missing one are noted. */
    public @Nullable T read(Form form) {
        Field field = form.field(name);
        return rule.read(required == null ? field : field.required(required));
    }

    /** @param order its place in the form, from 1 */
    ObjectNode schema(int order) {
        ObjectNode schema = rule.schema();
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.setAll(shown);
        whole.put("x-order", order);
        whole.setAll(required == null ? Schemas.orNull(schema) : schema);
        if (required != null) {
            Schemas.message(whole, "REQUIRED", required);
        }
        return whole;
    }

    private Member<T> with(String keyword, String text) {
        return new Member<>(name, rule, required, otherwise, secret, ofCredential, with(keyword, json(text)));
    }

    private ObjectNode with(String keyword, JsonNode value) {
        return shown.deepCopy().set(keyword, value);
    }

    private static JsonNode json(@Nullable Object value) {
        return JSON.valueToTree(value);
    }
}
