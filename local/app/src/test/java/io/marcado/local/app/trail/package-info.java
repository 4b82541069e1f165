@NullMarked
package io.marcado.local.app.trail;

import org.jspecify.annotations.NullMarked;
