package io.marcado.tenants.stages;

/** Makes the stages that businesses have on the shard APIs. */
public interface Stages {

  /**
   * Makes a stage, and its address on the custom domain where there is one. What is there already
   * and is the tenant's own stays as it is.
   *
   * @throws StageFailedException when it could not be made, or is somebody else's
   */
  void ensure(TenantStage stage);
}
