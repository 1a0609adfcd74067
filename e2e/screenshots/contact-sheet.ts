import type { Browser } from 'playwright-core';

export interface Shot {
  readonly name: string;
  readonly png: Buffer;
}

export interface SheetPlan {
  readonly columns: number;
  /** Of one picture, in pixels. */
  readonly width: number;
}

const WEBP_QUALITY = 0.75;

/** Pictures side by side with their names, small, as one WebP. */
export async function contactSheet(browser: Browser, shots: readonly Shot[], plan: SheetPlan): Promise<Buffer> {
  const { columns, width } = plan;
  const page = await browser.newPage({ viewport: { width: columns * (width + 24) + 24, height: 800 } });
  const figures = shots.map(
    ({ name, png }) =>
      `<figure><img width="${width}" src="data:image/png;base64,${png.toString('base64')}"><figcaption>${name}</figcaption></figure>`,
  );
  await page.setContent(`<style>
    body { display: flex; flex-wrap: wrap; gap: 24px; align-items: start; margin: 24px; background: #e6ebf2 }
    figure { margin: 0 } img { display: block; border-radius: 8px } figcaption { padding-top: 6px; font: 15px sans-serif }
  </style>${figures.join('')}`);
  const png = await page.screenshot({ fullPage: true });
  const webp = await page.evaluate(
    async ({ encoded, quality }) => {
      const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${encoded}`)).blob());
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [picture.width, picture.height];
      canvas.getContext('2d')?.drawImage(picture, 0, 0);
      return canvas.toDataURL('image/webp', quality).split(',')[1] ?? '';
    },
    { encoded: png.toString('base64'), quality: WEBP_QUALITY },
  );
  await page.close();
  return Buffer.from(webp, 'base64');
}
