import { shortImage } from '../../rules/shortImage';
import styles from './Images.module.css';

/** Image and version, short; the whole on hover. */
export const Images = ({ images }: { images: string[] }) => (
  <>
    {images.map(image => (
      <code key={image} className={styles.image} title={image}>
        {shortImage(image)}
      </code>
    ))}
  </>
);
