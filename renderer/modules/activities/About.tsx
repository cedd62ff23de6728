import { Link } from 'react-router'
import type { TimelineItem } from '../../../shared/modules/activities/timeline-sources.ts'
import css from './activities.module.css'

/** Whom something is about, beside the record whose timeline it stands in. */
export const About = ({ about }: Pick<TimelineItem, 'about'>) =>
  about.map(({ id, type, title }) => (
    <span key={id} className={css.about}>
      {' · '}
      <Link to={`/${type}/${id}`}>{title}</Link>
    </span>
  ))
