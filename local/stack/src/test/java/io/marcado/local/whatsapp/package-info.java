@NullMarked
package io.marcado.local.whatsapp;

import org.jspecify.annotations.NullMarked;
