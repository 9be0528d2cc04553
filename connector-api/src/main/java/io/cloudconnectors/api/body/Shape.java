package io.cloudconnectors.api.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.body.Form.Refusal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An object with these members, in the order of the form, and no others. It reads a body and describes it as JSON Schema,
 * so that the two cannot differ.
 *
 * @param refused names that deserve another answer than "no such field"
 * @param decisive the member without which nothing else is looked at; null when all are
 */
public record Shape(
        List<Member<?>> members,
        Map<String, Refusal> refused,
        @Nullable Member<?> decisive) implements Rule<Values> {

    public Shape {
        members = List.copyOf(members);
        refused = Map.copyOf(refused);
    }

    /** An object with these members. */
    public static Shape of(Member<?>... members) {
        return new Shape(List.of(members), Map.of(), null);
    }

    /** The same, with its own answer to some other names. */
    public Shape refusing(Map<String, Refusal> names) {
        Map<String, Refusal> all = new HashMap<>(refused);
        all.putAll(names);
        return new Shape(members, all, decisive);
    }

    /** The same; when this member is missing or not valid, that is all that is said. */
    public Shape decidedBy(Member<?> member) {
        return new Shape(members, refused, member);
    }

    /** The same without its secrets, which get this answer. */
    public Shape withoutSecrets(Refusal answer) {
        Map<String, Refusal> secrets =
                members.stream().filter(Member::secret).collect(Collectors.toMap(Member::name, secret -> answer));
        return new Shape(members.stream().filter(member -> !member.secret()).toList(), refused, decisive)
                .refusing(secrets);
    }

    /** What its members are called, in their order. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        members.forEach(member -> names.add(member.name()));
        return names;
    }

    @Override
    public @Nullable Values read(Field field) {
        Form form = field.object();
        return form == null ? null : read(form);
    }

    /** Reads every member and notes all that is not valid, unknown members included. */
    public Values read(Form form) {
        Map<String, @Nullable Object> values = new HashMap<>();
        members.forEach(member -> values.put(member.name(), null));
        if (decisive != null && decisive.read(form) == null) {
            return new Values(form, values);
        }
        for (Member<?> member : members) {
            if (decisive == null || !member.name().equals(decisive.name())) {
                values.put(member.name(), member.read(form));
            }
        }
        form.refuseOthers(refused);
        return new Values(form, values);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.ofType("object").put("additionalProperties", false);
        var required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        int order = 0;
        for (Member<?> member : members) {
            properties.set(member.name(), member.schema(++order));
            if (member.required() != null) {
                required.add(member.name());
            }
        }
        return schema;
    }

    @Override
    public Input input() {
        return Input.GROUP;
    }
}
