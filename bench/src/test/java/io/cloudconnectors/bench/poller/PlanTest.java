package io.cloudconnectors.bench.poller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.bench.poller.Plan.Step;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final String ASSUME = """
            {"number": 7, "service": "sts", "action": "AssumeRole", "region": "eu-central-1", "status": 200}""";
    private static final String LIST = """
            {"number": 8, "service": "iam", "action": "GetAccountPasswordPolicy", "region": "us-east-1", "status": 404}""";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theCallsOfTheLogAreTakenInTheirOrderWithTheirAnswers() throws JsonProcessingException {
        Plan plan = Plan.of(json.readTree("[" + ASSUME + "," + LIST + "]"));

        assertThat(plan.steps())
                .containsExactly(
                        new Step("sts", "AssumeRole", "eu-central-1", 200),
                        new Step("iam", "GetAccountPasswordPolicy", "us-east-1", 404));
    }

    @Test
    void itReachesAnotherProcessAsItIs() throws JsonProcessingException {
        Plan plan = Plan.of(json.readTree("[" + ASSUME + "," + LIST + "]"));

        assertThat(json.readValue(json.writeValueAsString(plan), Plan.class)).isEqualTo(plan);
    }

    /** Without a session of its own the bare loop could call nothing. */
    @Test
    void aRunThatBeginsWithoutItsRoleIsRefused() throws JsonProcessingException {
        var calls = json.readTree("[" + LIST + "]");

        assertThatThrownBy(() -> Plan.of(calls)).isInstanceOf(IllegalArgumentException.class);
    }
}
