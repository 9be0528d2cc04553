package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.Tag;

/**
 * State machines of Step Functions: role, logging, tracing, encryption. The definition is dropped, with what is read out of it:
 * the parameters of its tasks can hold secrets.
 */
final class StateMachines extends CatalogueEntry {
    private static final Set<String> UNTOLD = Set.of("definition", "variableReferences");

    StateMachines() {
        super(
                "AWS::StepFunctions::StateMachine",
                AwsService.STEP_FUNCTIONS,
                AwsPermission.STATES_LIST_STATE_MACHINES,
                AwsPermission.STATES_DESCRIBE_STATE_MACHINE,
                AwsPermission.STATES_LIST_TAGS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListStateMachinesResponse answer = calls.client(AwsApi.STEP_FUNCTIONS)
                .listStateMachines(r -> r.maxResults(PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(answer.stateMachines(), machine -> machine(machine, calls), answer.nextToken());
    }

    private Resource machine(StateMachineListItem machine, AwsCalls calls) {
        SfnClient states = calls.client(AwsApi.STEP_FUNCTIONS);
        String arn = machine.stateMachineArn();
        Detail detail = Detail.of(calls, Details.of(machine))
                .withAll(
                        AwsPermission.STATES_DESCRIBE_STATE_MACHINE,
                        () -> Details.of(
                                states.describeStateMachine(
                                        r -> r.stateMachineArn(arn).overrideConfiguration(calls.session())),
                                UNTOLD))
                .tagged(AwsPermission.STATES_LIST_TAGS, () -> tags(states, arn, calls));
        return resource(arn, machine.name(), calls.region(), detail);
    }

    private static Map<String, String> tags(SfnClient states, String arn, AwsCalls calls) {
        return Tags.of(
                states.listTagsForResource(r -> r.resourceArn(arn).overrideConfiguration(calls.session()))
                        .tags(),
                Tag::key,
                Tag::value);
    }
}
