package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ResourceType;
import io.cloudconnectors.poller.provider.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One entry of the catalogue: where resources are read, what that needs and how an answer is mapped. Each is a slice, over
 * all locations; which services a subscription uses, and where, is not known before it is asked.
 */
sealed interface AzureSource {

    /** The service of its slice. */
    String service();

    /** In lower case, or {@link io.cloudconnectors.contracts.ResultEvent.Gap#EVERY_TYPE} where each row says its own. */
    String type();

    /** What is needed for all of it. */
    List<AzurePermission> permissions();

    default ResourceType described() {
        return new ResourceType(
                Provider.AZURE,
                type(),
                service(),
                ResourceType.Scope.GLOBAL,
                permissions().stream().map(AzurePermission::action).toList(),
                null);
    }

    /** A list of the Resource Manager, and what it needs. It says so when it is denied. */
    record ManagerList(AzurePermission permission, Function<AzureClients.Session, Pages> pages) {}

    /** Asked of the Resource Manager alone. */
    non-sealed interface Listed extends AzureSource {
        ManagerList list();

        @Override
        default List<AzurePermission> permissions() {
            return List.of(list().permission());
        }
    }

    /** A table of Resource Graph, which leaves out without a word what may not be read; see {@link Reach}. */
    non-sealed interface Table extends AzureSource {
        /** Ordered by id: pages are not stable without an order. */
        String query();

        /** @throws IllegalArgumentException when it is no resource */
        default Resource row(Map<?, ?> row) {
            return AzureRows.row(row);
        }

        /** What is asked where Resource Graph is denied, if anything gives the same. */
        Optional<ManagerList> standIn();

        @Override
        default List<AzurePermission> permissions() {
            return Stream.concat(
                            Stream.of(AzurePermission.RESOURCE_GRAPH_READ, AzurePermission.PROVIDERS_READ),
                            standIn().stream().map(ManagerList::permission))
                    .toList();
        }
    }
}
