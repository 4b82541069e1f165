@NullMarked
package io.marcado.local.app.meter;

import org.jspecify.annotations.NullMarked;
