/** The settings of a tenant, as every capability reads them. */
@NullMarked
package io.marcado.platform.tenant;

import org.jspecify.annotations.NullMarked;
