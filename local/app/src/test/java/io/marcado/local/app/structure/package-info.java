@NullMarked
package io.marcado.local.app.structure;

import org.jspecify.annotations.NullMarked;
