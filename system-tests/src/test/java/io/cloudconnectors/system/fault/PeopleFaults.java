package io.cloudconnectors.system.fault;

import io.cloudconnectors.system.fault.Scene.Hanging;
import io.cloudconnectors.system.fault.Scene.Target;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What people do to connectors while they are polled. */
final class PeopleFaults {

    private PeopleFaults() {}

    static String change(Scene scene) {
        List<Target> any = new ArrayList<>(scene.targets());
        Collections.shuffle(any, scene.random());
        List<Hanging> hanging = new ArrayList<>();
        try {
            for (Target target : any.subList(0, 3)) {
                hanging.add(scene.hang(target));
            }
            Client client = scene.client();
            String edited = path(any.get(0));
            String disabled = path(any.get(1));
            String deleted = path(any.get(2));
            client.patch(
                            edited,
                            Map.of(
                                    "description",
                                    "edited",
                                    "runFrequencyMinutes",
                                    60 + scene.random().nextInt(180)))
                    .expect(200);
            client.patch(disabled, Map.of("enabled", false)).expect(200);
            client.send("DELETE", deleted, "").expect(204);
            hanging.forEach(run -> scene.lift(run.target()));
            for (Hanging run : hanging) {
                Reach.until(
                        "the end of a run whose connector was changed",
                        () -> scene.happened("run = ?::uuid AND what = 'ENDED'", run.run()));
            }
            client.patch(disabled, Map.of("enabled", true)).expect(200);
            client.post(deleted + "/restore", "").expect(200);
            return "one was edited, one disabled and one deleted, each during its run";
        } finally {
            any.forEach(scene::lift);
        }
    }

    private static String path(Target target) {
        return Paths.connector(target.connector().toString());
    }
}
