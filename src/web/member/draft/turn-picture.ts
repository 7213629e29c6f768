/** Draws a picture turned by quarter turns to the right, no larger than asked. */
export function drawTurned(
  canvas: HTMLCanvasElement,
  picture: ImageBitmap,
  { turns, longestSide = Number.POSITIVE_INFINITY }: { readonly turns: number; readonly longestSide?: number },
): void {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const isUpright = turns % 2 === 0;
  canvas.width = isUpright ? width : height;
  canvas.height = isUpright ? height : width;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas to draw on');
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(picture, -width / 2, -height / 2, width, height);
}

/**
 * A picture as it was turned: a file anew, which holds nothing but what is seen; the very same where it was not turned, or
 * where this phone can't turn it, since lying on its side it can still be read.
 */
export async function turnedFile(file: File, turns: number): Promise<File> {
  if (turns === 0) return file;
  try {
    const picture = await createImageBitmap(file);
    const canvas = document.createElement('canvas');
    drawTurned(canvas, picture, { turns });
    picture.close();
    const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, type, 0.92);
    });
    return blob === null ? file : new File([blob], file.name, { type });
  } catch {
    return file;
  }
}
