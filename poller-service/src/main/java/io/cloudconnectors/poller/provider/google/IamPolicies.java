package io.cloudconnectors.poller.provider.google;

import com.google.cloud.asset.v1.Asset;
import com.google.iam.v1.Binding;
import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The allow policies of the project and of what is in it: each is a resource of its own beside the one that it is attached
 * to and has its name, since both are read page by page. The type's name is ours: the inventory has none.
 */
final class IamPolicies implements GoogleSource {
    private static final String TYPE = "cloudasset.googleapis.com/IamPolicy";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public GoogleService service() {
        return GoogleService.IAM_POLICY;
    }

    @Override
    public GooglePermission permission() {
        return GooglePermission.ASSETS_LIST_IAM_POLICY;
    }

    @Override
    public Pages pages(GoogleAccount account) {
        return AssetInventory.policies(account);
    }

    /** In one order, whichever the policy has: it means the same. The etag changes with each rewriting and is left out. */
    static Resource row(Asset asset) {
        List<Map<String, Object>> bindings = asset.getIamPolicy().getBindingsList().stream()
                .sorted(Comparator.comparing(Binding::getRole)
                        .thenComparing(binding -> binding.getCondition().getExpression()))
                .map(IamPolicies::binding)
                .toList();
        String name = asset.getName();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("attachedTo", asset.getAssetType());
        detail.put("bindings", bindings);
        return new Resource(TYPE, name, name.substring(name.lastIndexOf('/') + 1), SliceKey.GLOBAL, Map.of(), detail);
    }

    private static Map<String, Object> binding(Binding binding) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("role", binding.getRole());
        List<String> sorted = new ArrayList<>(binding.getMembersList());
        sorted.sort(Comparator.naturalOrder());
        members.put("members", sorted);
        if (binding.hasCondition()) {
            members.put("condition", binding.getCondition().getExpression());
        }
        return members;
    }
}
