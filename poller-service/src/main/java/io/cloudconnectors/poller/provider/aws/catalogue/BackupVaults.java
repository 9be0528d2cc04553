package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;

/** Backup vaults and how they are locked. How many recovery points one holds changes with every backup, and is left out. */
final class BackupVaults extends CatalogueEntry {
    private static final Set<String> UNTOLD = Set.of("NumberOfRecoveryPoints");

    BackupVaults() {
        super(
                "AWS::Backup::BackupVault",
                AwsService.BACKUP,
                AwsPermission.BACKUP_LIST_BACKUP_VAULTS,
                AwsPermission.BACKUP_DESCRIBE_BACKUP_VAULT,
                AwsPermission.BACKUP_LIST_TAGS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListBackupVaultsResponse answer = calls.client(AwsApi.BACKUP)
                .listBackupVaults(r -> r.maxResults(PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(answer.backupVaultList(), vault -> vault(vault, calls), answer.nextToken());
    }

    private Resource vault(BackupVaultListMember vault, AwsCalls calls) {
        BackupClient backup = calls.client(AwsApi.BACKUP);
        String name = vault.backupVaultName();
        Detail detail = Detail.of(calls, Details.of(vault, UNTOLD))
                .withAll(
                        AwsPermission.BACKUP_DESCRIBE_BACKUP_VAULT,
                        () -> Details.of(
                                backup.describeBackupVault(
                                        r -> r.backupVaultName(name).overrideConfiguration(calls.session())),
                                UNTOLD))
                .tagged(
                        AwsPermission.BACKUP_LIST_TAGS,
                        () -> backup.listTags(r ->
                                        r.resourceArn(vault.backupVaultArn()).overrideConfiguration(calls.session()))
                                .tags());
        return resource(vault.backupVaultArn(), name, calls.region(), detail);
    }
}
