package io.cloudconnectors.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource type that pollers read. {@code /resource-types/aws.json} and its siblings, in this module, hold all of them,
 * as the pollers' catalogues say: a test there compares both, and writes them anew with {@code -Dcatalogue.update=true}.
 *
 * @param type the provider's own name of it: {@code AWS::EC2::Instance}
 * @param service the provider's short name of the service, as in {@link SliceKey}
 * @param permissions what is needed to list it, then what is needed for all of its detail, as the provider names them
 * @param retired why there is none any more; absent of a type that is read
 */
public record ResourceType(
        Provider provider,
        String type,
        String service,
        Scope scope,
        List<String> permissions,
        @Nullable String retired) {
    public ResourceType {
        permissions = List.copyOf(permissions);
    }

    /** Where it is looked for. */
    public enum Scope {
        /** In each region. */
        REGIONAL,
        /** Once, for the whole account. */
        GLOBAL
    }
}
