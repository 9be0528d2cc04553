package io.cloudconnectors.api.openapi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Operations about the same things as a list take its filters, so these are documented once, with the list. */
final class ListFilters {
    private static final Map<String, String> LISTS =
            Map.of("countConnectors", "listConnectors", "exportAssets", "listAssets");

    private ListFilters() {}

    static void addTo(Paths paths) {
        LISTS.forEach((name, list) -> {
            Operation operation = operation(paths, name);
            filters(operation(paths, list)).forEach(operation::addParameter);
        });
    }

    private static List<Parameter> filters(Operation list) {
        return list.getParameters().stream()
                .filter(parameter -> parameter.getIn() == Parameter.In.QUERY)
                .filter(parameter -> !Objects.equals(parameter.getName(), "sort"))
                .toList();
    }

    private static Operation operation(Paths paths, String id) {
        return paths.getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .filter(operation -> id.equals(operation.getOperationId()))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("There is no operation " + id));
    }
}
