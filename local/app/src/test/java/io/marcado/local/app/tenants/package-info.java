@NullMarked
package io.marcado.local.app.tenants;

import org.jspecify.annotations.NullMarked;
