import { useId } from 'react';
import { visible } from '../../foreign/visible';

/** The hospital's seal: it stands for the signature that was verified. */
export function HospitalSeal({ x, y, name, code }: { readonly x: number; readonly y: number; readonly name: string; readonly code: string }) {
  const arc = useId();
  const below = useId();
  const letters = [...visible(name)].slice(0, 18).join('');
  return (
    <g transform={`translate(${x} ${y}) rotate(-8)`} className="seal" aria-hidden>
      <circle r={54} className="seal-ring" strokeWidth={3} />
      <path id={arc} d="M-40 10A41 41 0 1 1 40 10" fill="none" />
      <text className="seal-name">
        <textPath href={`#${arc}`} startOffset="50%" textAnchor="middle">
          {letters}
        </textPath>
      </text>
      <path d={star(15)} />
      <text y={27} className="seal-purpose">
        收费专用章
      </text>
      <path id={below} d="M-46 8A46 46 0 0 0 46 8" fill="none" />
      <text className="seal-code">
        <textPath href={`#${below}`} startOffset="50%" textAnchor="middle">
          {visible(code)}
        </textPath>
      </text>
    </g>
  );
}

/** The register's seal: it stands for the cosignatures that were verified. */
export function RegisterSeal({ x, y }: { readonly x: number; readonly y: number }) {
  const arc = useId();
  const below = useId();
  return (
    <g transform={`translate(${x} ${y})`} className="seal" aria-hidden>
      <ellipse rx={68} ry={40} className="seal-ring" strokeWidth={2.5} />
      <ellipse rx={63} ry={35.5} className="seal-ring" strokeWidth={0.8} />
      <path id={arc} d="M-50 6A50 27 0 0 1 50 6" fill="none" />
      <text className="seal-register">
        <textPath href={`#${arc}`} startOffset="50%" textAnchor="middle">
          医疗票据联盟账本
        </textPath>
      </text>
      <text y={9} className="seal-middle">
        多方联署
      </text>
      <path id={below} d="M-46 14A46 20 0 0 0 46 14" fill="none" />
      <text className="seal-code">
        <textPath href={`#${below}`} startOffset="50%" textAnchor="middle">
          已核验
        </textPath>
      </text>
    </g>
  );
}

function star(radius: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const length = index % 2 === 0 ? radius : radius * 0.382;
    const angle = (Math.PI / 5) * index - Math.PI / 2;
    return `${(Math.cos(angle) * length).toFixed(2)} ${(Math.sin(angle) * length - 2).toFixed(2)}`;
  });
  return `M${points.join('L')}Z`;
}
