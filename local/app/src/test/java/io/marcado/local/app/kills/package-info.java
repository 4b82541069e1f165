@NullMarked
package io.marcado.local.app.kills;

import org.jspecify.annotations.NullMarked;
