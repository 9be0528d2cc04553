package io.cloudconnectors.local.cloud.aws.operation;

import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One operation of a service.
 *
 * @param access what the caller needs to be allowed
 * @param parameters the names that are understood; a call with another one is refused rather than half answered
 * @param source the published model or example that the answer follows
 */
public record AwsOperation(
        AwsService service, String name, Access access, Set<String> parameters, String source, Answer answer) {

    /** What permission a call needs. */
    public sealed interface Access {
        /** @param resource the ARN that policies are asked about, {@code *} for actions without one */
        record Permission(String action, Function<OperationCall, String> resource) implements Access {
            public static Permission onAnything(String action) {
                return new Permission(action, call -> "*");
            }
        }

        /** By the default policy of a KMS key: its account's own identities, of which a session needs the action too. */
        record KeyPolicy(String action) implements Access {}

        /** @param rule what the operation itself decides by, in words */
        record OfItsOwn(String rule) implements Access {}
    }

    /** Writes the part of the answer that is the operation's own. */
    @FunctionalInterface
    public interface Handler {
        void answer(OperationCall call, Xml xml);
    }

    /** An operation of one of the services that answer in XML. */
    public AwsOperation(
            AwsService service, String name, Access access, Set<String> parameters, String source, Handler handler) {
        this(service, name, access, parameters, source, new Answer.InXml(handler));
    }

    /** What is answered, and in which format. */
    public sealed interface Answer {
        record InXml(Handler handler) implements Answer {}

        /** @param handler gives the members of the answer's object */
        record InJson(Function<OperationCall, Map<String, ?>> handler) implements Answer {}
    }

    public AwsOperation {
        parameters = Set.copyOf(parameters);
    }
}
