package io.cloudconnectors.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Releases of two ages understand each other: members are added and never taken away, renamed or given another type. */
class EvolutionTest {
    private static final String LATER = "ADDED_LATER";

    static List<String> firstRelease() throws IOException {
        return Golden.names("v1");
    }

    static List<String> laterRelease() throws IOException {
        return Golden.names("next");
    }

    @ParameterizedTest
    @MethodSource("firstRelease")
    void whatTheFirstReleaseWroteIsReadWithNothingLost(String name) throws Exception {
        JsonNode first = Golden.read("v1/" + name);

        JsonNode understood = readAndWrite(first, Golden.type(name));

        assertHolds(understood, first, name);
    }

    @ParameterizedTest
    @MethodSource("firstRelease")
    void whatIsWrittenTodayHasAllThatTheFirstReleaseReads(String name) throws Exception {
        assertSameTypes(Golden.read(name), Golden.read("v1/" + name), name);
    }

    @ParameterizedTest
    @MethodSource("laterRelease")
    void ofWhatALaterReleaseWritesTheKnownPartIsUnderstood(String name) throws Exception {
        JsonNode later = Golden.read("next/" + name);
        assertThat(later.has("addedLater")).isTrue();

        JsonNode understood = readAndWrite(later, Golden.type(name));

        assertThat(understood).isEqualTo(known(later));
    }

    @Test
    void everyEventHasExamplesOfAllThreeAges() throws Exception {
        Set<Class<?>> events = Set.copyOf(Golden.EVENTS.values());

        assertThat(Golden.names(".")).containsAll(Golden.EVENTS.keySet()).containsAll(Golden.BODIES.keySet());
        assertThat(firstRelease().stream().map(Golden::type)).containsAll(events);
        assertThat(laterRelease().stream().map(Golden::type)).containsAll(events);
    }

    /** An unknown reason is told in general; what decides what is done must be understood, or the record is put aside. */
    @ParameterizedTest
    @CsvSource({
        "run-request, trigger",
        "run-request, provider",
        "run-finished, outcome",
        "run-finished, event",
        "run-state-changed, type"
    })
    void whatDecidesIsNeverGuessed(String name, String member) throws Exception {
        ObjectNode later = (ObjectNode) Golden.read(name);
        later.put(member, LATER);

        if (member.equals("type")) { // a CloudEvent of another type is another event: for its reader to pass over
            assertThat(readAndWrite(later, Golden.type(name)).get(member).asText())
                    .isEqualTo(LATER);
        } else {
            assertThatThrownBy(() -> readAndWrite(later, Golden.type(name)))
                    .isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void everyMemberOfEveryRecordIsSeenWithAValueInAnExample() throws Exception {
        Set<String> declared = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        for (var event : Golden.EVENTS.entrySet()) {
            look(Golden.JSON.treeToValue(Golden.read(event.getKey()), event.getValue()), declared, seen);
        }

        assertThat(seen).isEqualTo(declared);
    }

    /** Notes the members of the record, and of the records in it, and which of them have a value. */
    private static void look(Object value, Set<String> declared, Set<String> seen) throws ReflectiveOperationException {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                look(element, declared, seen);
            }
        } else if (value.getClass().isRecord()) {
            for (RecordComponent member : value.getClass().getRecordComponents()) {
                String name = value.getClass().getName() + "." + member.getName();
                declared.add(name);
                Object held = member.getAccessor().invoke(value);
                if (held != null) {
                    seen.add(name);
                    look(held, declared, seen);
                }
            }
        }
    }

    private static JsonNode readAndWrite(JsonNode node, Class<?> type) throws JsonProcessingException {
        return Golden.JSON.readTree(Golden.JSON.writeValueAsString(Golden.JSON.treeToValue(node, type)));
    }

    /** What the node says without what only a later release knows. */
    private static JsonNode known(JsonNode later) {
        JsonNode copy = later.deepCopy();
        copy.findParents("addedLater").forEach(parent -> ((ObjectNode) parent).remove("addedLater"));
        for (String member : List.of("code", "reason")) {
            for (JsonNode parent : copy.findParents(member)) {
                if (parent.get(member).asText().equals(LATER)) {
                    ((ObjectNode) parent).put(member, ReasonCode.PLATFORM_ERROR.name());
                }
            }
        }
        return copy;
    }

    private static void assertHolds(JsonNode node, JsonNode part, String where) {
        if (part.isObject()) {
            part.properties()
                    .forEach(member ->
                            assertHolds(node.path(member.getKey()), member.getValue(), where + "/" + member.getKey()));
        } else if (part.isArray()) {
            assertThat(node.size()).as(where).isEqualTo(part.size());
            for (int i = 0; i < part.size(); i++) {
                assertHolds(node.get(i), part.get(i), where + "/" + i);
            }
        } else {
            assertThat(node).as(where).isEqualTo(part);
        }
    }

    private static void assertSameTypes(JsonNode today, JsonNode first, String where) {
        assertThat(today.isMissingNode()).as(where).isFalse();
        for (Map.Entry<String, JsonNode> member : first.properties()) {
            assertSameTypes(today.path(member.getKey()), member.getValue(), where + "/" + member.getKey());
        }
        if (first.isArray() && !first.isEmpty()) {
            assertSameTypes(today.path(0), first.get(0), where + "/0");
        }
        if (!first.isNull() && !today.isNull()) {
            assertThat(today.getNodeType()).as(where).isEqualTo(first.getNodeType());
        }
    }
}
