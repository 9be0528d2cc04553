package io.cloudconnectors.system.fault;

import io.cloudconnectors.history.Event;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.system.fault.Scene.Target;
import io.cloudconnectors.system.leak.Canary;
import io.cloudconnectors.system.leak.CanaryScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for the secrets of the accounts in all that processes wrote. */
record LogSearch(Stack stack, List<Target> targets) {

    List<Event> findings() throws IOException {
        List<Canary> canaries = new ArrayList<>();
        for (Target target : targets) {
            CloudAccount cloud = target.account().cloud();
            cloud.secrets()
                    .forEach((name, secret) ->
                            canaries.add(Canary.ofText("the " + name + " of " + cloud.id(), secret.value())));
        }
        var scan = new CanaryScan(canaries);
        List<Event> findings = new ArrayList<>();
        try (var logs = Files.list(stack.logs())) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                String name = log.getFileName().toString();
                scan.scan(name, Files.readAllBytes(log))
                        .forEach(finding -> findings.add(
                                new Event.SecretFound(finding.canary().toString(), name)));
            }
        }
        return findings;
    }
}
