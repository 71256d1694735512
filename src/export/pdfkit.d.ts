/** The part of PDFKit's browser build that is used: it gives the same bytes in Node. */
declare module '*/pdfkit.browser.mjs' {
  type Colour = readonly [red: number, green: number, blue: number];

  /** A node of the structure that assistive technology reads. */
  export interface PdfStructure {
    add(child: PdfStructure | (() => void)): this;
    end(): void;
  }

  export interface PdfReference {
    end(data?: Uint8Array): void;
  }

  /** An image that brings its own bytes. */
  export interface PdfImage {
    label: string;
    width: number;
    height: number;
    obj?: PdfReference;
    embed(document: PDFDocument): void;
  }

  export default class PDFDocument {
    constructor(options: Readonly<Record<string, unknown>>);
    info: Record<string, unknown>;
    on(event: 'data', listener: (part: Uint8Array) => void): this;
    on(event: 'end', listener: () => void): this;
    addPage(): this;
    scale(factor: number): this;
    save(): this;
    restore(): this;
    struct(type: string, options: object, children?: () => void): PdfStructure;
    addStructure(element: PdfStructure): this;
    markContent(tag: string, options?: object): this;
    endMarkedContent(): this;
    registerFont(name: string, bytes: Uint8Array): this;
    font(name: string): this;
    fontSize(size: number): this;
    text(text: string, x: number, y: number, options: object): this;
    ref(dictionary: object): PdfReference;
    image(image: PdfImage, x: number, y: number, options: object): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    quadraticCurveTo(cx: number, cy: number, x: number, y: number): this;
    bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): this;
    closePath(): this;
    rect(x: number, y: number, width: number, height: number): this;
    circle(x: number, y: number, radius: number): this;
    lineWidth(width: number): this;
    lineJoin(style: string): this;
    dash(length: number | readonly number[], options?: object): this;
    undash(): this;
    fillOpacity(opacity: number): this;
    strokeOpacity(opacity: number): this;
    fill(colour: Colour, rule?: 'even-odd' | 'non-zero'): this;
    fillColor(colour: Colour): this;
    stroke(colour: Colour): this;
    appendXML(xml: string): void;
    file(bytes: Uint8Array, options: object): unknown;
    endMetadata(): void;
    end(): void;
  }
}
