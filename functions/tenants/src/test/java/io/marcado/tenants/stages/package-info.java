@NullMarked
package io.marcado.tenants.stages;

import org.jspecify.annotations.NullMarked;
