package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.TextRule;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.problem.FieldErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that a set shall be.
 *
 * @param set its name
 * @param adopt whether connectors that belong to no set are taken over
 */
record ApplyRequest(String set, boolean adopt, List<ApplyItem> items) {
    /** The most connectors of one call. */
    static final int MOST_ITEMS = 10_000;

    private static final TextRule SET = TextRule.matching(
            1,
            63,
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*"),
            "Write letters, digits, dots, underscores and hyphens, such as payments-prod.");

    /**
     * Reads the body. Only what the whole depends on is read here; the rest of each item is that item's own affair. A name
     * is part of the whole: without it nobody knows which connector would seem to have left the set.
     *
     * @throws io.cloudconnectors.api.problem.ProblemException VALIDATION_FAILED
     */
    static ApplyRequest read(JsonNode body) {
        Violations violations = new Violations();
        Form form = Form.of(body, violations);
        String set = form.field("applySet")
                .required("Write the name of the set that these connectors are, such as payments-prod.")
                .text(SET);
        Boolean adopt = form.field("adopt").flag();
        Boolean allowEmpty = form.field("allowEmpty").flag();
        List<ApplyItem> items = items(form, body.path("connectors"), Boolean.TRUE.equals(allowEmpty), violations);
        form.refuseOthers(Map.of());
        violations.refuseIfAny();
        return new ApplyRequest(Objects.requireNonNull(set), Boolean.TRUE.equals(adopt), items);
    }

    private static List<ApplyItem> items(Form form, JsonNode list, boolean allowEmpty, Violations violations) {
        var field = form.field("connectors").required("Write the list of all connectors of the set.");
        List<ApplyItem> items = new ArrayList<>();
        if (list.isMissingNode() || list.isNull()) {
            return items;
        }
        if (!list.isArray()) {
            field.refuse(FieldErrorCode.WRONG_TYPE, "Write a list of connectors.");
        } else if (list.size() > MOST_ITEMS) {
            field.refuse(
                    FieldErrorCode.TOO_MANY,
                    "Write at most " + MOST_ITEMS + " connectors, and divide what is more into several sets.");
        } else if (list.isEmpty() && !allowEmpty) {
            field.refuse(
                    FieldErrorCode.REQUIRED,
                    "The list is empty, which disables every connector of the set. Write them, or \"allowEmpty\": true if"
                            + " that is meant.");
        } else {
            for (int i = 0; i < list.size(); i++) {
                items.add(new ApplyItem(
                        i, Objects.requireNonNullElse(name(list.get(i), i, violations), ""), list.get(i)));
            }
        }
        return items;
    }

    private static @Nullable String name(JsonNode item, int index, Violations violations) {
        String pointer = "#/connectors/" + index;
        if (!item.isObject()) {
            violations.add(pointer, FieldErrorCode.WRONG_TYPE, "Write a connector as for its creation, a JSON object.");
            return null;
        }
        Violations own = new Violations();
        String name = ConnectorForm.name(Form.of(item, own));
        own.errors().forEach(error -> violations.add(pointer + "/name", error.code(), error.detail()));
        return name;
    }
}
